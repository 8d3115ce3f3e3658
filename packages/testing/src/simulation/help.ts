/** What `simulate --help` says. */
export const simulateHelp = `The deterministic simulation: whole member nodes on a virtual clock, a seeded network, disks that lose what was not
committed, and one chain. At rest every invariant is checked; the exit code is 1 when one failed.

  npm run simulate -- --seed 7                    one short life of five to seven members
  npm run simulate -- --seeds 10 [--from 1]       many of them, on all cores
  npm run simulate -- --seed 1 --years 50         DAO-years of twelve members, named 1.1, 1.2, …

Of DAO-years:
  --from N        the first of them; with --seed 1 --from 23 it is 1.23
  --weeks N       weeks of a year, 52 unless given (1 to 520)
  --members N     4 to 12, 12 unless given
  --threads N     years at the same time, 1 unless given
  --journal FILE  a line for each year that ends; the same command goes on after a stop
  --shrink N      seconds in which a year that failed is made small, 60 unless given
What a failure prints, to repeat it:
  --who a,b       only these members
  --only IDS      only these sessions and steps
  --calm          a network that loses nothing
Of everything:
  --json          figures as JSON on stdout; progress goes to stderr
  --trace         everything that happens, line by line
  --help          this text`
