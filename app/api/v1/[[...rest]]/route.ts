import { requestContext } from "@/lib/request-context"
import { sayNo } from "../../_edge/answer"

/** Whatever is asked for below /api/v1 and does not exist is said in the API's own words. */
const refuse = ({ headers }: Request) => sayNo({ reason: "not_found" }, requestContext(headers).requestId)

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
