import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Throws what the page, as it stands now, does not meet of WCAG 2.2 AA. */
export async function audit(page: Page): Promise<void> {
  // No page has frames; the other mode opens another page to gather what they say.
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  if (violations.length === 0) return;
  const findings = violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}: ${failureSummary ?? ''}`);
    return `  ${id}: ${help}\n${places.join('\n')}`;
  });
  throw new Error(`${page.url()} is not accessible:\n${findings.join('\n')}`);
}
