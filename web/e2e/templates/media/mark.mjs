document.querySelector('crowd-form').insertAdjacentHTML('beforeend', '<input type="hidden" name="module" value="loaded">');
