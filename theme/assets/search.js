/* Material fetches the search index on every page. Here that waits until somebody searches: the index grows with the
   project, and few visits need it. Whatever else a page fetches, and in whatever other way, is not kept waiting.
   The index is what assets/hits.js reads, too. */
(() => {
  const toggle = document.getElementById("__search")
  const searched = new Promise((resolve) => {
    /* An address with words to mark in the page asks for them at once. */
    if (toggle?.checked || new URLSearchParams(location.search).has("h")) resolve()
    document.addEventListener("change", ({ target }) => { if (target.id === "__search") resolve() })
  })

  /* Material 9.8 takes every other form of a page, such as its feed, for another language, and asks for its sitemap. */
  const needless = (address) => address.endsWith("/sitemap.xml") && !document.querySelector("link[rel=alternate][hreflang]")

  window.mpIndex = {}
  window.mpIndex.read = new Promise((resolve) => { window.mpIndex.resolve = resolve })
  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, address, ...others) {
      this.waits = String(address).endsWith("/search/search_index.json")
      if (this.waits) this.addEventListener("load", () => { window.mpIndex.resolve(this.response) })
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

  /* How what was found is listed comes with the index: few visits need it. */
  const home = document.currentScript.src
  searched.then(() => {
    const script = document.createElement("script")
    script.src = new URL("hits.js", home)
    document.head.append(script)
  })
})()
