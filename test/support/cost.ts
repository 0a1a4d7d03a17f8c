/**
 * The milliseconds of the processor that some work takes in this process. Those of the clock would
 * count what the machine does besides.
 */
export function costOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
