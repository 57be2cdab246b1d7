import type { Rows } from "./row"
import { bank } from "./rows/bank"
import { bookings } from "./rows/bookings"
import { changes } from "./rows/changes"
import { door } from "./rows/door"
import { companies } from "./rows/companies"
import { dunning } from "./rows/dunning"
import { formats } from "./rows/formats"
import { house } from "./rows/house"
import { mailing } from "./rows/mailing"
import { money } from "./rows/money"
import { people } from "./rows/people"
import { rounds } from "./rows/rounds"
import { sessions } from "./rows/sessions"
import { signIn } from "./rows/sign-in"
import { transfer } from "./rows/transfer"
import { waitlist } from "./rows/waitlist"

/** Every action of the build, by its file and name. One that is missing here fails the test. */
export const actions: Rows = {
  ...bookings,
  ...signIn,
  ...house,
  ...formats,
  ...sessions,
  ...rounds,
  ...changes,
  ...people,
  ...companies,
  ...mailing,
  ...money,
  ...bank,
  ...transfer,
  ...door,
  ...dunning,
  ...waitlist,
}
