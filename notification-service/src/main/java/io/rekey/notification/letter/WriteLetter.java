package io.rekey.notification.letter;

import io.rekey.notification.ticket.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes a mail's subject, text and HTML from the folder {@code resources/mail/<template>}, or from its subfolder of the
 * person's language if there is one. A mail or a language is added by adding a folder. The HTML is escaped by the engine and
 * loads nothing (R70).
 */
@Component
public class WriteLetter {

    private static final String FOLDER = "mail/";
    private static final Pattern TEMPLATE = Pattern.compile("[a-z-]{1,40}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final String DEFAULT_LANGUAGE = "en";
    private static final int MAX_SUBJECT = 120;

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final Map<String, Boolean> withLink = new ConcurrentHashMap<>();

    WriteLetter() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(WriteLetter.class.getClassLoader());
        templates.setPrefix(FOLDER);
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setCheckExistence(false);
        engine.setTemplateResolver(templates); // the mode follows the file's ending: .html or .txt
    }

    /**
     * One letter. The same input gives the same letter.
     *
     * @param facts from the event; the ticket's details take precedence
     */
    public Letter write(String template, Ticket ticket, Instant happenedAt, Map<String, String> facts) {
        String language = language(template, ticket.language());
        String folder = folder(template, language);
        Locale locale = Locale.forLanguageTag(language);
        Context context = new Context(locale, new Words(locale).of(ticket, happenedAt, facts));
        return new Letter(
                CleanText.header(engine.process(folder + "subject.txt", context), MAX_SUBJECT),
                engine.process(folder + "body.txt", context),
                engine.process(folder + "body.html", context),
                language);
    }

    /** Whether a template shows a link, and so is nothing without one. */
    public boolean hasLink(String template) {
        return withLink.computeIfAbsent(
                template,
                name -> read(folder(name, DEFAULT_LANGUAGE) + "body.txt").contains("${link}"));
    }

    /** The person's language if the mail is there in it; what is no language tag never gets into a path. */
    private static String language(String template, String wanted) {
        String language = LANGUAGE.matcher(wanted).matches() ? wanted : DEFAULT_LANGUAGE;
        return exists(folder(template, language) + "body.txt") ? language : DEFAULT_LANGUAGE;
    }

    private static String folder(String template, String language) {
        if (!TEMPLATE.matcher(template).matches()) {
            throw new IllegalArgumentException("not the name of a mail");
        }
        return template + "/" + (language.equals(DEFAULT_LANGUAGE) ? "" : language + "/");
    }

    private static boolean exists(String path) {
        return WriteLetter.class.getClassLoader().getResource(FOLDER + path) != null;
    }

    private static String read(String path) {
        try (@Nullable InputStream in = WriteLetter.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("no file " + FOLDER + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
