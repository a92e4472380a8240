/* Material fetches the search index on every page. Here that waits until somebody searches: the index grows with the
   project, and few visits need it. Whatever else a page fetches, and in whatever other way, is not kept waiting.
   What has the very words of a question, in its title, its id or anywhere in it, is listed before what Material finds,
   each item once, by its kind: so an exact title comes first, ids are found, and so is a Chinese phrase that begins in
   the middle of another. */
(() => {
  const MOST = 5
  const toggle = document.getElementById("__search")
  const input = document.querySelector(".md-search__input")
  const result = document.querySelector(".md-search-result")
  let known = []
  const searched = new Promise((resolve) => {
    /* An address with words to mark in the page asks for them at once. */
    if (toggle?.checked || new URLSearchParams(location.search).has("h")) resolve()
    document.addEventListener("change", ({ target }) => { if (target.id === "__search") resolve() })
  })

  /* Material 9.8 takes every other form of a page, such as its feed, for another language, and asks for its sitemap. */
  const needless = (address) => address.endsWith("/sitemap.xml") && !document.querySelector("link[rel=alternate][hreflang]")

  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, address, ...others) {
      this.waits = String(address).endsWith("/search/search_index.json")
      if (this.waits) this.addEventListener("load", () => { learn(this.response) })
      this.isNeedless = needless(String(address))
      super.open(method, address, ...others)
    }

    send(body) {
      if (this.isNeedless) return
      if (this.waits) searched.then(() => super.send(body))
      else super.send(body)
    }
  }

  const Started = window.Worker
  const searching = (address) => String(address).includes("/workers/search.")
  /* The search's worker, too, is fetched and started when somebody searches; what it is sent before is kept for it. */
  class Waiting extends EventTarget {
    kept = []

    constructor(address) {
      super()
      searched.then(() => {
        this.worker = new Started(address)
        this.worker.addEventListener("message", ({ data }) => { this.dispatchEvent(new MessageEvent("message", { data })) })
        for (const message of this.kept) this.worker.postMessage(message)
      })
    }

    postMessage(message) {
      if (this.worker) this.worker.postMessage(message)
      else this.kept.push(message)
    }
  }
  window.Worker = new Proxy(Started, {
    construct: (made, [address, ...others]) => (searching(address) ? new Waiting(address) : new made(address, ...others)),
  })

  const plain = (text) => new DOMParser().parseFromString(text, "text/html").documentElement.textContent.replace(/\u200b/g, "")
  const folded = (text) => text.toLowerCase().replace(/\u200b/g, "").trim()

  async function learn(answer) {
    const text = answer instanceof Blob ? await answer.text() : answer
    const { docs } = typeof text === "string" ? JSON.parse(text) : text
    const pages = new Map(docs.map((doc) => [doc.location, doc]))
    known = docs.map((doc) => {
      const { location: place, title, text } = doc, item = doc.kind ? doc : pages.get(place.replace(/#.*/, "")) ?? doc
      return { place, item, kind: item.kind ?? "", part: item === doc ? "" : title, text, words: folded(title), all: folded(text) }
    })
    show()
  }

  function rank({ words, all }, asked) {
    if (words === asked || words.startsWith(`${asked} (`)) return 0
    if (words.endsWith(`(${asked})`)) return 1
    if (words.startsWith(asked)) return 2
    return words.includes(asked) ? 3 : all.includes(asked) ? 4 : 9
  }

  /* The best place of each item, the best items first. */
  function found(asked) {
    const hits = known.map((doc) => ({ ...doc, rank: rank(doc, asked) })).filter((hit) => hit.rank < 9), best = new Map()
    for (const hit of hits.sort((one, other) => one.rank - other.rank)) if (!best.has(hit.item)) best.set(hit.item, hit)
    return [...best.values()]
  }

  /* What was asked for, with some words before and after it. */
  function excerpt(text, asked) {
    const at = Math.max(0, text.toLowerCase().indexOf(asked)), end = at + asked.length + 60
    const before = at < 40 ? text.slice(0, at) : `… ${text.slice(at - 40, at).replace(/^[^ ]* /, "")}`
    return before + (end < text.length ? `${text.slice(at, end).replace(/ [^ ]*$/, "")} …` : text.slice(at))
  }

  function entry({ place, item, part, text, rank }, asked, base) {
    const row = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small")
    link.href = new URL(place, base)
    link.textContent = plain(item.title)
    const [told, ...said] = item.kind ? item.text.split("\n") : ["", item.text]
    const words = plain(part ? `${part}: ${text}` : said.join(" ")).replace(/\s+/g, " ")
    small.textContent = [plain(told).replace(/^.*? · /, ""), rank > 3 || part || !told ? excerpt(words, asked) : ""].filter(Boolean).join(" · ")
    row.append(link, small)
    return row
  }

  function group(kind, hits, asked, base) {
    const list = document.createElement("ol"), rest = hits.slice(MOST)
    list.append(...hits.slice(0, MOST).map((hit) => entry(hit, asked, base)))
    if (!kind) return [list]
    const head = document.createElement("h2")
    head.textContent = kind
    list.setAttribute("aria-label", kind)
    if (!rest.length) return [head, list]
    const fold = document.createElement("details"), more = document.createElement("summary"), others = document.createElement("ol")
    more.textContent = `+ ${rest.length}`
    fold.append(more, others)
    fold.addEventListener("toggle", () => { others.replaceChildren(...rest.map((hit) => entry(hit, asked, base))) }, { once: true })
    return [head, list, fold]
  }

  function show() {
    const asked = folded(input.value), base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location)
    result.querySelector(".mp-hits")?.remove()
    if (asked.length < 2) return
    const hits = found(asked), kinds = new Map(hits.map(({ kind }) => [kind, []]))
    for (const hit of hits) kinds.get(hit.kind).push(hit)
    if (!hits.length) return
    const box = document.createElement("div")
    box.className = "mp-hits"
    for (const [kind, those] of kinds) box.append(...group(kind, those, asked, `${base.href.replace(/\/?$/, "/")}`))
    result.prepend(box)
  }

  if (input && result) input.addEventListener("input", show)
})()
