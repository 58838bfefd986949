package io.rekey.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.local.run.PlatformException;
import io.rekey.local.run.PlatformPorts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inbox over a real SMTP conversation and real HTTP. */
class MailServerTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final int smtp;
    private final int page;

    @TempDir
    private Path folder;

    private MailServer server;

    MailServerTest() throws PlatformException {
        PlatformPorts free = PlatformPorts.free();
        smtp = free.smtp();
        page = free.inbox();
    }

    @BeforeEach
    void start() throws IOException {
        server = MailServer.start(folder, smtp, page);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsEachMailToWhomItWasSent() throws Exception {
        send("marta@acme.example", "Your second factor was reset", "Open http://localhost:8080/set-up/abc");
        send("jun@acme.example", "Welcome", "Hello Jun");

        assertThat(get("/").body()).contains("Your second factor was reset", "marta@acme.example", "Welcome");
        assertThat(get("/api/messages?to=jun@acme.example").body())
                .contains("Hello Jun")
                .doesNotContain("marta");
    }

    @Test
    void looksLikeRekeysOtherPages() throws Exception {
        assertThat(get("/").body()).contains("/tokens.css", "/inbox.css");
        assertThat(get("/tokens.css").body()).contains("--rk-accent");
        assertThat(get("/inbox.css").body()).contains("var(--rk-accent)");
    }

    @Test
    void keepsItsMailsOverARestart() throws Exception {
        send("marta@acme.example", "Kept", "Still here");
        server.close();

        start();

        assertThat(get("/api/messages").body()).contains("Still here");
    }

    @Test
    void showsWhatPeopleWroteAsText() throws Exception {
        send("eve@acme.example", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>");

        String list = get("/").body();
        String id = list.replaceFirst("(?s).*href=\"/messages/(\\d+)\".*", "$1");
        String one = get("/messages/" + id).body();

        assertThat(list).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(one).doesNotContain("<img src=x").contains("&lt;img src=x");
        assertThat(get("/messages/" + id + "/html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
    }

    @Test
    void isEmptiedByItsOwnPageAndByNoOther() throws Exception {
        send("marta@acme.example", "Kept", "text");

        assertThat(post("/empty", "cross-site").statusCode()).isEqualTo(404);
        assertThat(get("/api/messages").body()).contains("Kept");

        assertThat(post("/empty", "same-origin").statusCode()).isEqualTo(303);
        assertThat(get("/api/messages").body()).isEqualTo("[]");
    }

    private void send(String to, String subject, String text) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(smtp));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("rekey@localhost"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(text, "utf-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(message);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String site) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + page + path);
    }
}
