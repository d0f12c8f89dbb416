import { describe, expect, test, vi } from 'vitest';
import { chooseForm, chosenForm } from './chosen-form.ts';
import { Drag } from './drag.ts';
import { stepOfKey } from './step-of-key.ts';

const LANES = { isRtl: false, isColumn: false };

describe('a key', () => {
  test('leads along the line the way that time runs there', () => {
    expect(stepOfKey('ArrowRight', LANES)).toEqual({ kind: 'step', direction: 'later' });
    expect(stepOfKey('ArrowRight', { ...LANES, isRtl: true })).toEqual({ kind: 'step', direction: 'earlier' });
    expect(stepOfKey('ArrowUp', LANES)).toEqual({ kind: 'step', direction: 'band above' });
  });

  test('leads down the page through the whole story', () => {
    const column = { isRtl: false, isColumn: true };
    expect(stepOfKey('ArrowDown', column)).toEqual({ kind: 'step', direction: 'after' });
    expect(stepOfKey('ArrowLeft', column)).toEqual({ kind: 'step', direction: 'before' });
  });

  test('looks nearer, moves the axis, goes to today; others are left to the browser', () => {
    expect(stepOfKey('+', LANES)).toEqual({ kind: 'zoom', direction: 'in' });
    expect(stepOfKey('-', LANES)).toEqual({ kind: 'zoom', direction: 'out' });
    expect(stepOfKey('PageDown', LANES)).toEqual({ kind: 'move', direction: 'later' });
    expect(stepOfKey('Home', LANES)).toEqual({ kind: 'today' });
    for (const key of ['Enter', 'Tab', 'a']) expect(stepOfKey(key, LANES)).toBeUndefined();
  });
});

describe('a pull', () => {
  const at = (clientX: number) => ({ clientX, button: 0, pointerId: 1, currentTarget: null });
  const click = () => ({ stopPropagation: vi.fn(), preventDefault: vi.fn() });

  test('moves by as much as the pointer, and is no press', () => {
    const pulled: number[] = [];
    const drag = new Drag((pixels) => pulled.push(pixels));
    drag.down(at(100));
    drag.move(at(120));
    drag.move(at(115));
    drag.up();
    drag.move(at(0));
    const [first, second] = [click(), click()];
    drag.click(first);
    drag.click(second);
    expect(pulled).toEqual([20, -5]);
    expect(first.stopPropagation).toHaveBeenCalledOnce();
    expect(second.stopPropagation).not.toHaveBeenCalled();
  });

  test('that only trembles is a press; another button pulls nothing', () => {
    const onpull = vi.fn();
    const drag = new Drag(onpull);
    drag.down(at(100));
    drag.move(at(104));
    drag.up();
    const pressed = click();
    drag.click(pressed);
    drag.down({ ...at(100), button: 2 });
    drag.move(at(300));
    expect(onpull).not.toHaveBeenCalled();
    expect(pressed.stopPropagation).not.toHaveBeenCalled();
  });
});

test('how somebody likes to read is remembered', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(chosenForm(storage)).toBe('lanes');
  chooseForm(storage, 'list');
  expect(chosenForm(storage)).toBe('list');
});
