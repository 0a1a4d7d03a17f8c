import type { Locator } from 'playwright-core';

// What runs in the page, whose types this project does not know.
interface Style {
  readonly color: string;
  readonly backgroundColor: string;
  readonly opacity: string;
  readonly content: string;
}
interface PageElement {
  readonly parentElement: PageElement | null;
  readonly textContent: string | null;
}
declare function getComputedStyle(element: unknown, pseudo?: string): Style;

/** How text stands out on the screen. */
export interface Seen {
  readonly text: string;
  /** The contrast to what is behind it, as WCAG 2 measures it: 1..21. */
  readonly contrast: number;
  /** How much of it is let through, with all that it is in: 0..1. */
  readonly opacity: number;
}

/** How the elements of a locator stand out, or what stands behind (`::after`) those that have such. */
export function seenOf(locator: Locator, pseudo?: '::after'): Promise<Seen[]> {
  return locator.evaluateAll((elements, pseudo) => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parsed = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = (top: Colour, share: number, below: Colour): Colour => {
      const mixed = (at: 0 | 1 | 2) => top[at] * share + below[at] * (1 - share);
      return [mixed(0), mixed(1), mixed(2), 1];
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const shown = elements.filter(
      (element) => !pseudo || getComputedStyle(element, pseudo).content !== 'none',
    );
    return shown.map((element) => {
      const within: PageElement[] = [];
      for (let each = element as unknown as PageElement | null; each; each = each.parentElement) {
        within.unshift(each);
      }
      let background: Colour = [255, 255, 255, 1];
      let opacity = 1;
      for (const each of within) {
        const style = getComputedStyle(each);
        const colour = parsed(style.backgroundColor);
        background = over(colour, colour[3], background);
        opacity *= Number(style.opacity);
      }
      const own = getComputedStyle(element, pseudo);
      if (pseudo) {
        const colour = parsed(own.backgroundColor);
        background = over(colour, colour[3], background);
      }
      const colour = parsed(own.color);
      const lights = [
        luminance(over(colour, colour[3] * opacity, background)),
        luminance(background),
      ];
      const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
      const text = pseudo ? own.content : (element as unknown as PageElement).textContent;
      return { text: text ?? '', contrast, opacity };
    });
  }, pseudo);
}
