import { expect as see } from 'playwright/test';
import { expect, test } from 'vitest';
import { roomsOf, TEMPLATES } from '../../src/web/open-process/templates.ts';
import { fillInNames } from './support/fill-in-names.ts';
import { LOOKS } from './support/looks.ts';
import { openStage } from './support/stage.ts';

test.for(LOOKS)(
  'a convener opens a process from each of the four templates, with a party more than two ($size, $theme, $language)',
  async (of) => {
    await using stage = await openStage(of);
    const { opening, templates, join } = stage.words;
    const convener = await stage.person('Convener');
    await convener.openConvenerLink();
    await convener.beginKeepingNothing();
    await convener.press(join.convener.open());
    const { main } = convener;

    for (const template of TEMPLATES) {
      await convener.open('/app#/today');
      await convener.open('/app#/open-process');
      await convener.press(opening.template.chooseNamed({ title: templates[template].title() }));
      await fillInNames(convener, template, 'Arvelia', 'Kestria', 'The Lake Communes');
      await convener.press(opening.names.goOn());
      const parties = 3;
      const count = roomsOf(template).reduce((sum, { seats }) => sum + (seats === 'each' ? parties : 1), 0);
      await convener.press(opening.rooms.open({ count }));
      await see(main.getByRole('heading', { name: opening.founding.doneTitle() })).toBeVisible({ timeout: 30_000 });
      const { processes } = await convener.look('overview', {});
      const process = processes.find(({ name }) => name === template);
      expect(process?.rooms).toHaveLength(count);
      for (const { name, track, rule } of roomsOf(template)) {
        const drawn = process?.rooms.filter((room) => room.track === track && room.rule === rule) ?? [];
        expect(drawn.length, `${template}: ${name}`).toBeGreaterThan(0);
      }
    }
    await convener.audit();
  },
);
