package io.rekey.local.inbox;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the inbox's pages. A mail is text from elsewhere: all of it is escaped, or shown where no script runs. */
final class InboxPages {

    /** Of the pages: their own style, their own frame, nothing from elsewhere. */
    static final String POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /** Of a mail's HTML part: as mail programs do it, its own inline style and nothing else; links open the whole window. */
    static final String PART_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
                    + " frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.US).withZone(ZoneId.systemDefault());
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"&]+");

    private InboxPages() {}

    static String list(List<StoredMail> mails) {
        String rows = mails.stream().map(InboxPages::row).collect(Collectors.joining("\n"));
        String body = mails.isEmpty() ? """
            <div class="rk-empty"><h3>No mail yet</h3>
            <p>Every mail that Rekey sends here arrives on this page, whoever it is for: invitations, links to set up\
             again, notices.</p></div>\
            """ : "<ul class=\"rk-mails\">" + rows + "</ul>";
        String empty = """
            <form method="post" action="/empty"><button class="rk-btn rk-btn-caution rk-btn-sm">Empty the inbox</button></form>\
            """;
        return page(
                "Inbox",
                "<div class=\"rk-head\"><div><h1>Inbox</h1><p class=\"rk-muted rk-small\">Mail of this local platform."
                        + " Nothing leaves this machine.</p></div>" + (mails.isEmpty() ? "" : empty)
                        + "</div><section class=\"rk-card\">" + body + "</section>");
    }

    static String one(StoredMail mail) {
        String html = mail.html().isEmpty() ? "" : """
            <section class="rk-card"><div class="rk-card-head"><h2>As a mail program shows it</h2></div>
            <iframe title="HTML part" sandbox="allow-top-navigation-by-user-activation allow-popups" src="/messages/%s/html"></iframe></section>\
            """.formatted(mail.id());
        return page(mail.subject(), """
            <nav class="rk-crumbs"><a href="/">Inbox</a></nav>
            <div class="rk-head"><div><h1>%s</h1><p class="rk-muted rk-small">To %s · <time datetime="%s">%s</time></p></div></div>
            <div class="rk-stack">%s
            <section class="rk-card"><div class="rk-card-head"><h2>Text part</h2></div><pre class="rk-text">%s</pre></section></div>\
            """.formatted(
                        escaped(mail.subject()),
                        escaped(mail.to()),
                        mail.receivedAt(),
                        TIME.format(mail.receivedAt()),
                        html,
                        linked(mail.text())));
    }

    /** The mail's own HTML, untouched but for where its links open. */
    static String htmlPart(StoredMail mail) {
        return "<!doctype html><base target=\"_top\">" + mail.html();
    }

    static String missing() {
        return page(
                "Not here",
                "<div class=\"rk-empty\"><h3>No such mail</h3><p>It may have been deleted. <a href=\"/\">Back to the"
                        + " inbox</a></p></div>");
    }

    private static String row(StoredMail mail) {
        return """
            <li><a href="/messages/%s"><strong>%s</strong><span class="rk-muted">%s</span><time class="rk-mono rk-small" datetime="%s">%s</time></a></li>\
            """.formatted(
                        mail.id(),
                        escaped(mail.subject()),
                        escaped(mail.to()),
                        mail.receivedAt(),
                        TIME.format(mail.receivedAt()));
    }

    private static String page(String title, String main) {
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s · Rekey inbox</title><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/inbox.css"></head>
            <body><header class="rk-rail"><a class="rk-brand" href="/">Rekey inbox</a></header>
            <main class="rk-main">%s</main></body></html>
            """.formatted(escaped(title), main);
    }

    private static String linked(String text) {
        return ADDRESS.matcher(escaped(text))
                .replaceAll(found -> "<a href=\"" + found.group() + "\" target=\"_top\">" + found.group() + "</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
