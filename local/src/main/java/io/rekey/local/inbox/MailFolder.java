package io.rekey.local.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * All mails, one file each, so that they outlive the process: a mail is in the folder before the sender hears that it was
 * taken. The recipient is the envelope's and stands in the first line, which mail programs take for one more header.
 */
final class MailFolder {

    private static final String SUFFIX = ".eml";
    private static final String RECIPIENT = "X-Rekey-Recipient";
    private static final int KEPT = 1_000;

    private final Path folder;
    private final Clock clock;
    private final ConcurrentSkipListMap<String, StoredMail> mails = new ConcurrentSkipListMap<>();
    private long lastMillis;

    private MailFolder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Reads what is there. A file that is no mail is left alone and not shown. */
    static MailFolder open(Path folder, Clock clock) throws IOException {
        MailFolder opened = new MailFolder(Files.createDirectories(folder), clock);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .limit(KEPT)
                    .toList();
            for (Path file : found) {
                opened.read(file).ifPresent(mail -> opened.mails.put(mail.id(), mail));
            }
        }
        return opened;
    }

    /** Keeps a mail; when this returns, it is in the folder. */
    synchronized StoredMail add(String recipient, MimeMessage message) throws IOException, MessagingException {
        String id = nextId();
        message.setHeader(RECIPIENT, recipient);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        Path draft = folder.resolve(id + ".new");
        Files.write(draft, bytes.toByteArray());
        Files.move(draft, file(id), StandardCopyOption.ATOMIC_MOVE);
        StoredMail mail = MailParts.read(id, recipient, receivedAt(id), message);
        mails.put(id, mail);
        forgetOldest();
        return mail;
    }

    /** Latest first. */
    List<StoredMail> all() {
        return List.copyOf(mails.descendingMap().values());
    }

    Optional<StoredMail> find(String id) {
        return Optional.ofNullable(mails.get(id));
    }

    synchronized void clear() throws IOException {
        for (String id : mails.keySet()) {
            Files.deleteIfExists(file(id));
            mails.remove(id);
        }
    }

    private void forgetOldest() throws IOException {
        while (mails.size() > KEPT) {
            Files.deleteIfExists(file(mails.pollFirstEntry().getKey()));
        }
    }

    /** Milliseconds since 1970, never the same twice, also when the clock stands still or several mails come at once. */
    private String nextId() {
        long latest = mails.isEmpty() ? 0 : Long.parseLong(mails.lastKey());
        lastMillis = Math.max(clock.millis(), Math.max(latest, lastMillis) + 1);
        return "%015d".formatted(lastMillis);
    }

    private static Instant receivedAt(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id));
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }

    private Optional<StoredMail> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String id = name.substring(0, name.length() - SUFFIX.length());
        if (!id.matches("\\d{15}")) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            String[] recipient = message.getHeader(RECIPIENT);
            return Optional.of(MailParts.read(id, recipient == null ? "" : recipient[0], receivedAt(id), message));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }
}
