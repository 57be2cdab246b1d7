import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Row,
  Section,
  Text,
} from "@react-email/components"
import type { ReactNode } from "react"
import type { Block, Letter } from "../letter"
import type { Sender } from "../sender"
import { darkOf, type Style, styleOf } from "./style"

/** A letter as HTML: paper, ink, one accent; nothing is loaded from anywhere, so nobody learns that it was read. */
export function LetterHtml({ letter, sender, locale }: { letter: Letter; sender: Sender; locale: string }) {
  const style = styleOf(sender.palette.light)
  return (
    <Html lang={locale}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{letter.subject}</title>
        <style>{darkOf(sender.palette.dark)}</style>
      </Head>
      <Body className="paper" style={style.body}>
        <Container style={style.container}>
          <Text className="ink" style={style.brand}>
            {sender.name}
          </Text>
          <Hr className="ink-rule" style={style.topRule} />
          {letter.state && (
            <Text className="accent" style={style.state}>
              {letter.state}
            </Text>
          )}
          <Heading as="h1" className="ink" style={style.title}>
            {letter.title}
          </Heading>
          <Paragraph style={style}>{letter.greeting}</Paragraph>
          {letter.blocks.map((block, index) => (
            <BlockHtml key={index} block={block} style={style} />
          ))}
          {!letter.unsigned && (
            <Paragraph style={style}>
              {sender.closing}
              <br />
              {sender.signature}
            </Paragraph>
          )}
          <Footer sender={sender} style={style} />
        </Container>
      </Body>
    </Html>
  )
}

const Paragraph = ({ style, children }: { style: Style; children: ReactNode }) => (
  <Text className="ink" style={style.paragraph}>
    {children}
  </Text>
)

function BlockHtml({ block, style }: { block: Block; style: Style }) {
  switch (block.type) {
    case "paragraph":
      return <Paragraph style={style}>{block.text}</Paragraph>
    case "note":
      return (
        <Text className="soft" style={style.note}>
          {block.text}
        </Text>
      )
    case "quote":
      return (
        <Text className="ink quote" style={style.quote}>
          {block.text}
        </Text>
      )
    case "code":
      return (
        <Text className="code" style={style.code}>
          {block.code}
        </Text>
      )
    case "facts":
      return <Facts rows={block.rows} style={style} />
    case "action":
      return (
        <Section style={style.action}>
          <Button className="button" href={block.link.href} style={style.button}>
            {block.link.label}
          </Button>
        </Section>
      )
    case "links":
      return (
        <Section style={style.links}>
          {block.intro && <Paragraph style={style}>{block.intro}</Paragraph>}
          {block.links.map(({ label, href }, index) => (
            <Text key={index} className="line" style={style.link}>
              <Link className="accent" href={href} style={style.anchor}>
                {label}
              </Link>
            </Text>
          ))}
        </Section>
      )
  }
}

const Facts = ({ rows, style }: { rows: [string, string][]; style: Style }) => (
  <Section style={style.facts}>
    {rows.map(([label, value]) => (
      <Row key={label}>
        <Column className="soft line" style={style.factLabel}>
          {label}
        </Column>
        <Column className="ink line" style={style.factValue}>
          {value}
        </Column>
      </Row>
    ))}
  </Section>
)

const Footer = ({ sender, style }: { sender: Sender; style: Style }) => (
  <>
    <Hr className="rule" style={style.rule} />
    <Text className="soft" style={style.footer}>
      {sender.address}
      <br />
      {sender.links.map(({ label, href }, index) => (
        <span key={href}>
          {index > 0 && " · "}
          <Link className="soft" href={href} style={style.footerLink}>
            {label}
          </Link>
        </span>
      ))}
    </Text>
  </>
)
