/** Does one step of a start and shows it with the seconds it took. */
export async function step<Result>(name: string, work: () => Promise<Result> | Result): Promise<Result> {
  process.stdout.write(`  ${name.padEnd(34, " .")} `)
  const begun = performance.now()
  const { log } = console
  // Libraries that greet would tear the line apart; what goes wrong comes by another way.
  console.log = () => {}
  try {
    const result = await work()
    process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
    return result
  } catch (error) {
    process.stdout.write("failed\n")
    throw error
  } finally {
    console.log = log
  }
}
