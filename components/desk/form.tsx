export * from "@/components/ui/form"
