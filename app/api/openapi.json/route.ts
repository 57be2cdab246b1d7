import { openApiDocument } from "../_contract/openapi"

export const dynamic = "force-dynamic"

export const GET = () => Response.json(openApiDocument())
