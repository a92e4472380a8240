/* A page that nobody has built for too long says so, by the reader's own clock; without this script it says nothing. */
(() => {
  function tell() {
    const now = new Date()
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-")
    for (const notice of document.querySelectorAll("[data-mp-until]")) notice.hidden = today <= notice.dataset.mpUntil
  }
  tell()
  document.addEventListener("visibilitychange", tell)
})()
