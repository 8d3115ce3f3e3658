import { addProject } from '../commands/budgets/addProject.ts'
import { closeBudget } from '../commands/budgets/closeBudget.ts'
import { openBudget } from '../commands/budgets/openBudget.ts'
import { pledgeBudget } from '../commands/budgets/pledgeBudget.ts'
import { setPeriodicBudget } from '../commands/budgets/setPeriodicBudget.ts'
import type { NodeContext } from '../context.ts'
import { estimatePledge, listBudgetRows, readBudget } from '../queries/budgets/readBudgets.ts'
import { listBudgetReminders, readPeriodicBudget } from '../queries/budgets/readPeriodicBudget.ts'
import type { Implementer, Once } from './implementer.ts'

/** Budgets by pledges, one line per procedure. */
export const budgetRoutes = (node: NodeContext, { budgets }: Implementer, once: Once) => ({
  list: budgets.list.handler(({ input }) => listBudgetRows(node, input)),
  get: budgets.get.handler(({ input }) => readBudget(node, input)),
  estimate: budgets.estimate.handler(({ input }) => estimatePledge(node, input)),
  periodic: budgets.periodic.handler(({ input }) => readPeriodicBudget(node, input)),
  reminders: budgets.reminders.handler(({ input }) => listBudgetReminders(node, input)),
  setPeriodic: budgets.setPeriodic.handler(({ input }) =>
    once('budgets.setPeriodic', input, (keep) => setPeriodicBudget(node, input, keep)),
  ),
  open: budgets.open.handler(({ input }) => once('budgets.open', input, (keep) => openBudget(node, input, keep))),
  addProject: budgets.addProject.handler(({ input }) => once('budgets.addProject', input, (keep) => addProject(node, input, keep))),
  pledge: budgets.pledge.handler(({ input }) => once('budgets.pledge', input, (keep) => pledgeBudget(node, input, keep))),
  close: budgets.close.handler(({ input }) => once('budgets.close', input, (keep) => closeBudget(node, input, keep))),
})
