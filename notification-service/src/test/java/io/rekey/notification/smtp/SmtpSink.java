package io.rekey.notification.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that misbehaves as told. It speaks just enough SMTP, offers STARTTLS only
 * if it is given a key, and keeps every line it was sent. */
public final class SmtpSink implements AutoCloseable {

    /** What it does to a mail. */
    public enum Behavior {
        ACCEPT,
        REFUSE_RECIPIENT_FOR_NOW,
        REFUSE_RECIPIENT_FOR_GOOD,
        REFUSE_CONTENT_FOR_GOOD,
        REFUSE_SENDER_FOR_GOOD,
        WANT_AUTHENTICATION,
        SHUT_DOWN,
        BE_SILENT,
        BE_SLOW,
        CUT_AFTER_DATA
    }

    private final ServerSocket server;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile Behavior behavior = Behavior.ACCEPT;
    private volatile SSLContext tls;

    private SmtpSink(ServerSocket server) {
        this.server = server;
    }

    /** Listens at a port, 0 for any. */
    public static SmtpSink at(int port) throws IOException {
        SmtpSink sink = new SmtpSink(new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1")));
        Thread.ofPlatform().daemon().name("smtp-sink").start(sink::listen);
        return sink;
    }

    public int port() {
        return server.getLocalPort();
    }

    public SmtpSink behave(Behavior wanted) {
        behavior = wanted;
        return this;
    }

    /** Refuses one address for good and behaves as told to all others. */
    public SmtpSink refuse(String address) {
        unknown.add(address);
        return this;
    }

    public SmtpSink offerStartTls(SSLContext key) {
        tls = key;
        return this;
    }

    /** Every command line of every connection, without the content of mails. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public List<String> commands(String verb) {
        return commands.stream().filter(line -> line.startsWith(verb)).toList();
    }

    /** Mails that it answered 250. */
    public List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Mails that it got in full, whatever it answered. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** The text part of an accepted mail, with line feeds alone. */
    public static String text(String mail) {
        try {
            byte[] bytes = mail.getBytes(StandardCharsets.ISO_8859_1);
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(bytes));
            Object text = ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
            return text.toString().replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> converse(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            if (!(connection instanceof SSLSocket)) {
                reply(connection, "220 sink ESMTP");
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                if (line.equals("STARTTLS")) {
                    reply(connection, "220 go on");
                    converse(encrypted(connection));
                    return;
                }
                if (!answer(connection, in, line)) {
                    return;
                }
            }
        } catch (IOException e) {
            // a cut connection is what some tests are about
        }
    }

    private boolean offersTls(Socket connection) {
        return tls != null && !(connection instanceof SSLSocket);
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        encrypted.setUseClientMode(false);
        return encrypted;
    }

    private boolean answer(Socket connection, BufferedReader in, String line) throws IOException {
        String verb = line.split("[ :]")[0];
        switch (verb) {
            case "EHLO" -> reply(connection, "250-sink\r\n250 " + (offersTls(connection) ? "STARTTLS" : "8BITMIME"));
            case "MAIL" -> reply(connection, toSender());
            case "RCPT" -> reply(connection, toRecipient(line));
            case "DATA" -> {
                reply(connection, "354 go on");
                return content(connection, in);
            }
            case "QUIT" -> {
                reply(connection, "221 bye");
                return false;
            }
            default -> reply(connection, "250 ok");
        }
        return true;
    }

    private String toSender() {
        return switch (behavior) {
            case REFUSE_SENDER_FOR_GOOD -> "553 5.1.8 sender not welcome";
            case WANT_AUTHENTICATION -> "530 5.7.0 authentication required";
            case SHUT_DOWN -> "421 4.3.2 going down";
            default -> "250 ok";
        };
    }

    private String toRecipient(String line) {
        String address = line.replaceAll(".*<(.*)>.*", "$1");
        if (unknown.contains(address)) {
            return "550 5.1.1 <" + address + "> unknown here";
        }
        return switch (behavior) {
            case REFUSE_RECIPIENT_FOR_NOW -> "451 4.2.1 <" + address + "> greylisted, try later";
            case REFUSE_RECIPIENT_FOR_GOOD ->
                "550 5.1.1 <" + address + ">: " + address + " unknown here, user " + address.replaceAll("@.*", "");
            default -> "250 ok";
        };
    }

    private boolean content(Socket connection, BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        seen.add(mail.toString());
        if (behavior == Behavior.CUT_AFTER_DATA) {
            return false;
        }
        if (behavior == Behavior.REFUSE_CONTENT_FOR_GOOD) {
            reply(connection, "554 5.7.1 spam, see " + mail.toString().replaceAll("(?s).*(https?://\\S+).*", "$1"));
            return true;
        }
        accepted.add(mail.toString());
        reply(connection, "250 2.0.0 taken");
        return true;
    }

    private void reply(Socket connection, String line) throws IOException {
        if (behavior == Behavior.BE_SILENT) {
            return;
        }
        if (behavior == Behavior.BE_SLOW) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        OutputStream out = connection.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
