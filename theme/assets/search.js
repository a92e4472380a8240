/* Material fetches the search index on every page. Here that waits until somebody searches: the index grows with the
   project, and few visits need it. Whatever else a page fetches, and in whatever other way, is not kept waiting.
   What has the very words of a question, in its title, its id or anywhere in it, is listed before what Material finds:
   so an exact title comes first, ids are found, and so is a Chinese phrase that begins in the middle of another. */
(() => {
  const MOST = 12
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
    known = docs.map((doc) => ({ ...doc, words: folded(doc.title), all: folded(doc.text) }))
    show()
  }

  function rank({ words, all }, asked) {
    if (words === asked || words.startsWith(`${asked} (`)) return 0
    if (words.endsWith(`(${asked})`)) return 1
    if (words.startsWith(asked)) return 2
    return words.includes(asked) ? 3 : all.includes(asked) ? 4 : 9
  }

  function entry({ location: place, title, text }, base) {
    const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small")
    link.href = new URL(place, base)
    link.textContent = plain(title)
    small.textContent = plain(text).slice(0, 90)
    item.append(link, small)
    return item
  }

  function show() {
    const asked = folded(input.value), base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location)
    let list = result.querySelector(".mp-hits")
    list?.remove()
    if (asked.length < 2) return
    const hits = known.map((doc) => [rank(doc, asked), doc]).filter(([place]) => place < 9)
    hits.sort((one, other) => one[0] - other[0])
    if (!hits.length) return
    list = document.createElement("ol")
    list.className = "mp-hits"
    list.append(...hits.slice(0, MOST).map(([, doc]) => entry(doc, `${base.href.replace(/\/?$/, "/")}`)))
    result.prepend(list)
  }

  if (input && result) input.addEventListener("input", show)
})()
