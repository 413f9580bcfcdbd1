// What of a form's buttons a person sees just now, so that nothing is laid over
// them.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** InSight tells whether any of the watched elements is in the window. */
export class InSight implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #observer = new IntersectionObserver((entries) => this.#hear(entries));
  readonly #visible = new Set<Element>();
  #watched = new Set<Element>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** any tells whether at least a part of one of them can be seen. */
  get any(): boolean {
    return this.#visible.size > 0;
  }

  hostDisconnected(): void {
    this.watch([]);
  }

  /** watch sets which elements count from now on. */
  watch(elements: Element[]): void {
    const wanted = new Set(elements);
    for (const element of this.#watched) if (!wanted.has(element)) this.#forget(element);
    for (const element of wanted) if (!this.#watched.has(element)) this.#observer.observe(element);
    this.#watched = wanted;
  }

  #forget(element: Element): void {
    this.#observer.unobserve(element);
    this.#visible.delete(element);
  }

  #hear(entries: IntersectionObserverEntry[]): void {
    const before = this.any;
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && this.#watched.has(target)) this.#visible.add(target);
      else this.#visible.delete(target);
    }
    if (this.any !== before) this.#host.requestUpdate();
  }
}
