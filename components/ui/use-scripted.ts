import { useSyncExternalStore } from "react"

const never = () => () => {}

/** Whether scripts run: false in the page as it arrives, true once it is awake. */
export const useScripted = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
