package io.rekey.local.inbox;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** Whoever a mail is for: it goes into the one folder, and no mailbox fills up in memory. Nobody signs in to read. */
record Recipient(String address, MailFolder folder) implements GreenMailUser {

    /** If the mail cannot be kept, the sender hears a temporary refusal and tries again. */
    @Override
    public void deliver(MovingMessage message) {
        deliver(message.getMessage());
    }

    @Override
    public void deliver(MimeMessage message) {
        try {
            folder.add(address, message);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("mail not kept", e);
        }
    }

    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }

    @Override
    public void authenticate(String password) throws UserException {
        throw new UserException("nobody signs in here");
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {
        throw new UnsupportedOperationException("nobody signs in here");
    }

    @Override
    public void create() {}

    @Override
    public void delete() {}
}
