// A handful of what page libraries with a dollar sign offer.
(() => {
  class List extends Array {
    on(type, handler) {
      for (const element of this) element.addEventListener(type, handler);
      return this;
    }
    submit(handler) {
      return this.on('submit', handler);
    }
    val(value) {
      if (value === undefined) return this[0].value;
      for (const element of this) element.value = value;
      return this;
    }
  }
  window.$ = (wanted) => {
    if (typeof wanted !== 'function') return List.from(document.querySelectorAll(wanted));
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', wanted);
    else wanted();
  };
})();
