// The announcement for all pages: whoever dismisses it does not see it again on this device.
// Loaded as a plain script right behind the banner, so that a dismissed one goes before it is painted.

{
  const banner = document.querySelector(".banner");
  const button = banner.querySelector("button");
  const place = "porchlight.dismissed";
  const isDismissed = () => {
    try {
      return localStorage.getItem(place) === banner.dataset.key;
    } catch {
      return false;
    }
  };
  banner.hidden = isDismissed();
  button.addEventListener("click", () => {
    banner.hidden = true;
    document.getElementById("main").focus({ preventScroll: true });
    try {
      localStorage.setItem(place, banner.dataset.key);
    } catch {
      // A browser that keeps nothing shows it again on the next page.
    }
  });
}
