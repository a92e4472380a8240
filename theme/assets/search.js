/* Material fetches the search index on every page. Here that waits until somebody searches: the index grows with the
   project, and few visits need it. Whatever else a page fetches, and in whatever other way, is not kept waiting. */
(() => {
  const toggle = document.getElementById("__search")
  const searched = new Promise((resolve) => {
    /* An address with words to mark in the page asks for them at once. */
    if (toggle?.checked || new URLSearchParams(location.search).has("h")) resolve()
    document.addEventListener("change", ({ target }) => { if (target.id === "__search") resolve() })
  })

  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, address, ...others) {
      this.waits = String(address).endsWith("/search/search_index.json")
      super.open(method, address, ...others)
    }

    send(body) {
      if (this.waits) searched.then(() => super.send(body))
      else super.send(body)
    }
  }
})()
