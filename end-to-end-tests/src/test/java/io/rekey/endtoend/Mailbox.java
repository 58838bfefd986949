package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Inbox;
import io.rekey.journey.Inbox.Mail;
import java.time.Duration;
import java.util.List;

/** Somebody's mail. */
record Mailbox(Inbox inbox, String address) {

    /** All mails so far, oldest first. */
    List<Mail> mails() {
        return inbox.mailsTo(address);
    }

    /** Waits until there are that many mails, and no more. */
    void awaitMails(int count) {
        await("mails for " + address)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails()).hasSize(count));
    }

    /** Waits for the link of that number (the invitation's is 1) and takes the token out of it. Notices have no link. */
    String awaitLink(int number) {
        await("link " + number + " for " + address)
                .atMost(Duration.ofSeconds(30))
                .until(() -> links().size() >= number);
        return links().get(number - 1);
    }

    /** The tokens of all links so far, oldest first. */
    List<String> links() {
        return mails().stream().flatMap(mail -> mail.token().stream()).toList();
    }
}
