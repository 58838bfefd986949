package io.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's mail. */
record Inbox(GreenMail server, String address) {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/set-up/([A-Za-z0-9._-]+)");

    /** All mails so far, oldest first. */
    List<MimeMessage> mails() {
        return Arrays.stream(server.getReceivedMessages()).filter(this::isMine).toList();
    }

    /** Waits until there are that many mails, and no more. */
    void awaitMails(int count) {
        await("mails for " + address)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails()).hasSize(count));
    }

    /** Waits for the mail of that number (from 1) and takes the token out of its link. */
    String awaitLink(int mail) {
        await("mail " + mail + " for " + address).atMost(Duration.ofSeconds(30)).until(() -> mails().size() >= mail);
        return linkIn(mails().get(mail - 1));
    }

    static String linkIn(MimeMessage mail) {
        Matcher link = LINK.matcher(text(mail));
        assertThat(link.find()).as("a link in the mail").isTrue();
        return link.group(1);
    }

    static String text(MimeMessage mail) {
        return GreenMailUtil.getBody(mail).replace("=\r\n", "").replace("=3D", "=");
    }

    private boolean isMine(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().contains(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
