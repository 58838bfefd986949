package io.rekey.notification.letter;

/**
 * What a mail says, in both forms. It holds the link, so printing it tells nothing but the language.
 *
 * @param subject one clean line
 * @param language a BCP 47 tag
 */
public record Letter(String subject, String text, String html, String language) {

    @Override
    public String toString() {
        return "Letter[language=" + language + "]";
    }
}
