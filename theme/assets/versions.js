/* The list of versions in the header. */
(() => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const root = new URL(config.base.replace(/\/?$/, "/"), location)
  const picker = document.querySelector("[data-mp-version]")
  if (!picker) return
  const home = picker.dataset.mpVersion
  /* A page that several versions share stands in the first of them; the address says from which one the reader comes. */
  const shown = (home && new URLSearchParams(location.search).get("as-of")) || home
  const folder = (version) => `versions/${encodeURIComponent(version)}/`

  /* The page without the folder of its version. */
  function page() {
    const path = location.pathname.slice(root.pathname.length).replace(/index\.html$/, "")
    if (home) return path.slice(folder(home).length)
    return path.startsWith("versions/") ? "" : path
  }

  /* Where a page stands in a version: there, or in an earlier one that it shares the page with. */
  async function address(version) {
    if (!version) return new URL(page() + location.hash, root)
    const start = new URL(folder(version), root)
    try {
      const manifest = await (await fetch(new URL("manifest.json", start))).json()
      const wanted = decodeURI(`${page()}index.html`)
      const found = Object.keys(manifest.files).find((file) => file.replace(/^versions\/[^/]+\//, "") === wanted)
      if (!found) return start
      const place = new URL(found.slice(0, -"index.html".length) + location.hash, root)
      if (!place.pathname.startsWith(start.pathname)) place.searchParams.set("as-of", version)
      return place
    } catch {
      return start
    }
  }

  /* Arrow keys look through the list; only choosing from it, or Enter, goes there. */
  function goes(list) {
    let key = ""
    const go = async () => list.value === shown || location.assign(await address(list.value))
    list.addEventListener("pointerdown", () => { key = "" })
    list.addEventListener("keydown", (event) => {
      key = event.key
      if (key === "Enter") go()
    })
    list.addEventListener("change", () => { if (key === "" || key === "Enter") go() })
  }

  async function offer() {
    const answer = await fetch(new URL("versions/versions.json", root))
    if (!answer.ok) return
    const versions = await answer.json()
    const list = document.createElement("select")
    list.setAttribute("aria-label", picker.dataset.mpLabel)
    list.append(new Option(picker.dataset.mpToday, ""))
    for (const { version, title } of versions) list.append(new Option(title, version))
    list.value = shown
    goes(list)
    picker.replaceChildren(list)
    lead(versions.find(({ version }) => version === shown && version !== home))
  }

  /* On a shared page: lead back into the version that the reader comes from, and say that nothing was different. */
  function lead(version) {
    if (!version) return
    const from = new URL(folder(home), root).href
    for (const link of document.querySelectorAll(".md-header a, .md-tabs a, .md-nav a")) {
      if (link.href.startsWith(from)) link.href = new URL(folder(shown), root).href + link.href.slice(from.length)
    }
    const banner = document.querySelector("[data-mp-same]")
    const words = document.createElement("span")
    words.textContent = `${banner.dataset.mpSame.replace("%day%", version.title)} `
    banner.insertBefore(words, banner.querySelector("a"))
  }

  offer().catch(() => {})
})()
