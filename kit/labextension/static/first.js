/* Runs before anything is painted. It marks the page as the course's own shell, so that no JupyterLab bar ever shows
 * (first.css). With ?kit=plain in the address, the notebook opens as JupyterLab shows it. JupyterLab removes that
 * parameter from the address, so this tab remembers it for this notebook. */
(() => {
  const key = 'kit-plain';
  const asked = new URLSearchParams(location.search).get('kit') === 'plain';
  let plain = asked;
  try {
    if (asked) sessionStorage.setItem(key, location.pathname);
    plain = asked || sessionStorage.getItem(key) === location.pathname;
  } catch { /* this browser stores nothing, so only the address counts */ }
  document.documentElement.classList.add(plain ? 'kit-plain' : 'kit-shell');

  // The page removes the cover when it has something to show. This is a fallback if the page's script never gets there.
  new MutationObserver((_, watching) => {
    if (!document.querySelector(plain ? '#main' : '.jp-Notebook .jp-Cell, .jp-Dialog')) return;
    watching.disconnect();
    document.getElementById('kit-opening')?.remove();
  }).observe(document, { childList: true, subtree: true });
})();
