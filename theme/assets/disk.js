/* On a disk nobody turns the address of a folder into its page: here the links do, and the page says what is missing. */
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }
  const told = document.createElement("p")
  told.className = "mp-disk"
  told.textContent = document.currentScript.dataset.mpDisk
  document.querySelector(".md-content__inner")?.prepend(told)
}
