export interface Tasks {
  /** The page's longest task by the clock. */
  readonly longestTaskMs: number;
  /** The CPU time of that page's task which took the most of it. */
  readonly longestTaskCpuMs: number;
  /** What the engine's worker computed in all. */
  readonly engineCpuMs: number;
}

/** What a trace of Chromium's tells of a task. Times in microseconds; `tdur` is the thread's own. */
interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export function longestTasksIn(trace: Uint8Array): Tasks {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const threads = new Map<string, string>();
  for (const { ph, name, pid, tid, args } of traceEvents) {
    if (ph === 'M' && name === 'thread_name') threads.set(`${pid} ${tid}`, args?.name ?? '');
  }
  const tasksOf = (thread: RegExp) =>
    traceEvents.filter(
      ({ ph, name, pid, tid }) =>
        ph === 'X' && /RunTask$/.test(name) && thread.test(threads.get(`${pid} ${tid}`) ?? ''),
    );
  const page = tasksOf(/^CrRendererMain$/);
  const engine = tasksOf(/^DedicatedWorker/);
  if (page.length === 0 || engine.length === 0) throw new Error('the trace tells of no tasks');
  const longest = (of: (event: TraceEvent) => number | undefined) =>
    page.reduce((most, event) => Math.max(most, of(event) ?? 0), 0) / 1000;
  return {
    longestTaskMs: longest(({ dur }) => dur),
    longestTaskCpuMs: longest(({ tdur }) => tdur),
    engineCpuMs: engine.reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000,
  };
}
