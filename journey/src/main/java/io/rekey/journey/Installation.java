package io.rekey.journey;

import java.net.URI;

/**
 * Where a running Rekey is, however it runs.
 *
 * @param rekey identity-service's public address
 * @param inbox where all its mail can be read, with {@code /api/messages} as the local inbox has it
 * @param kafka bootstrap servers
 */
public record Installation(URI rekey, URI inbox, String kafka) {

    private static final String AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/140.0.0.0 Safari/537.36";

    /** On the ports of a local platform. */
    public static Installation local(int rekey, int inbox, int kafka) {
        return new Installation(
                URI.create("http://localhost:" + rekey), URI.create("http://localhost:" + inbox), "localhost:" + kafka);
    }

    /** A browser that was never here. */
    public Browser newBrowser() {
        return new Browser(rekey, AGENT);
    }

    public Inbox openInbox() {
        return new Inbox(inbox);
    }
}
