/** Settings of every test process, whatever the machine's own are. */
export const testSettings = {
  PUBLIC_URL: "http://localhost:3000",
  APP_SECRET: "kQ7vR2mX9pL4tB6nW8yD3fG5hJ1sZ0cA",
  ORGANIZER_EMAIL: "owner@runde.example",
  DATABASE_DIRECT_URL: "",
  SMTP_URL: "",
  SECOND_FACTOR: "required",
  // Visitors of the tests say where they sit (X-Forwarded-For), as through a proxy on this machine.
  TRUSTED_PROXIES: "loopback",
  DEMO: "",
  LOG_LEVEL: "silent",
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
}
