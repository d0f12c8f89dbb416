/** An action: what the address names is scrolled to when it is there, and when the address comes to name it. */
export function seek(node: HTMLElement, isSought: boolean) {
  const update = (isWanted: boolean) => {
    if (isWanted) node.scrollIntoView({ block: 'center' });
  };
  update(isSought);
  return { update };
}
