// Leaves the page when nobody has stirred for as long as somebody stays signed in, and tells the server of whoever types or reads.
(function () {
  'use strict';
  const me = document.currentScript.dataset;
  const idle = Number(me.idle) * 1000;
  let last = Date.now();
  let told = last;

  function stirred() {
    last = Date.now();
    if (last - told > Math.min(60000, idle / 4)) {
      told = last;
      fetch(me.here, { cache: 'no-store', redirect: 'manual' }).catch(function () { });
    }
  }

  function look() {
    if (Date.now() - last >= idle) {
      location.replace(me.leave);
    }
  }

  ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'].forEach(function (kind) {
    document.addEventListener(kind, stirred, { passive: true });
  });

  // Back from sleep, the page must not be seen until the next look.
  document.addEventListener('visibilitychange', look);
  setInterval(look, Math.min(5000, idle / 4));
})();
