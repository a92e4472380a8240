/* The list of versions in the header, and what changed since the last visit, which this browser alone remembers. */
(() => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const root = new URL(config.base.replace(/\/?$/, "/"), location)
  const picker = document.querySelector("[data-mp-version]")
  const script = document.currentScript

  /* The page without the folder of its version. */
  function page() {
    const path = decodeURI(location.pathname).slice(decodeURI(root.pathname).length).replace(/index\.html$/, "")
    const current = picker.dataset.mpVersion
    if (current) return path.slice(`versions/${current}/`.length)
    return path.startsWith("versions/") ? "" : path
  }

  /* Where a page stands in a version: there, or in an earlier one that it shares the page with. */
  async function address(version) {
    if (!version) return new URL(page(), root)
    const home = new URL(`versions/${encodeURIComponent(version)}/`, root)
    try {
      const manifest = await (await fetch(new URL("manifest.json", home))).json()
      const wanted = `${page()}index.html`
      const found = Object.keys(manifest.files).find((file) => file.replace(/^versions\/[^/]+\//, "") === wanted)
      return found ? new URL(found.slice(0, -"index.html".length), root) : home
    } catch {
      return home
    }
  }

  async function offer() {
    const answer = await fetch(new URL("versions/versions.json", root))
    if (!answer.ok) return
    const list = document.createElement("select")
    list.setAttribute("aria-label", picker.dataset.mpLabel)
    list.append(new Option(picker.dataset.mpToday, ""))
    for (const { version, title } of await answer.json()) list.append(new Option(title, version))
    list.value = picker.dataset.mpVersion
    list.addEventListener("change", async () => location.assign(await address(list.value)))
    picker.replaceChildren(list)
  }

  /* A visit ends when the browser's tab does; what the visit before it saw is what "since you last looked" means. */
  function visits() {
    const key = `milepost:${root.pathname}`
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}")
    if (!sessionStorage.getItem(key)) {
      kept.before = kept.last
      sessionStorage.setItem(key, "here")
    }
    if (!picker.dataset.mpVersion) {
      kept.last = { on: new Date().toISOString(), events: Number(script.dataset.mpEvents) }
      localStorage.setItem(key, JSON.stringify(kept))
    }
    return kept.before
  }

  function since(before) {
    const option = document.querySelector("[data-mp-span=visit]")
    const told = document.querySelector("[data-mp-visited]")
    if (!option || !before) return
    const isNew = (day, entry) => Number(day.dataset.mpFirst) + entry > before.events
    let news = 0
    for (const day of document.querySelectorAll("[data-mp-first]")) {
      const fresh = [...day.querySelectorAll("[data-mp-change]")].filter((change, entry) => isNew(day, entry))
      for (const change of fresh) change.classList.add("mp-fresh")
      if (fresh.length) day.classList.add("mp-fresh")
      news += fresh.length
    }
    const on = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date(before.on))
    told.textContent = told.dataset.mpVisited.replace("%day%", on) + (news ? "" : ` ${told.dataset.mpNothing}`)
    option.hidden = false
    option.querySelector("input").checked = true
  }

  if (picker) offer().catch(() => {})
  try {
    since(visits())
  } catch {
    /* A browser that remembers nothing gets what a first visit gets. */
  }
})()
