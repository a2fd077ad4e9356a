/* Runs before anything is painted: says that the course's own shell stands around the page, so that no bar of
 * JupyterLab ever shows (first.css). With ?kit=plain in the address the notebook opens as JupyterLab shows it;
 * JupyterLab itself drops that word from the address, so this tab remembers it for this notebook. */
(() => {
  const key = 'kit-plain';
  const asked = new URLSearchParams(location.search).get('kit') === 'plain';
  let plain = asked;
  try {
    if (asked) sessionStorage.setItem(key, location.pathname);
    plain = asked || sessionStorage.getItem(key) === location.pathname;
  } catch { /* a browser that keeps nothing: the address alone says it */ }
  document.documentElement.classList.add(plain ? 'kit-plain' : 'kit-shell');

  // The page takes the cover away when it has something to show; this is for a page whose script never came so far.
  new MutationObserver((_, watching) => {
    if (!document.querySelector(plain ? '#main' : '.jp-Notebook .jp-Cell, .jp-Dialog')) return;
    watching.disconnect();
    document.getElementById('kit-opening')?.remove();
  }).observe(document, { childList: true, subtree: true });
})();
