package io.rekey.identity.page;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The languages of the pages: English, and every one that has a file of words beside the English one. */
@Configuration(proxyBeanMethods = false)
class Languages {

    private static final String FILES = "classpath*:io/rekey/identity/page/messages_*.properties";

    /** What the browser prefers, of what there is: a page in English never says that it is in another language. */
    @Bean
    LocaleResolver localeResolver() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources(FILES);
        AcceptHeaderLocaleResolver languages = new AcceptHeaderLocaleResolver();
        languages.setDefaultLocale(Locale.ENGLISH);
        languages.setSupportedLocales(
                Stream.concat(Stream.of(Locale.ENGLISH), Stream.of(files).map(Languages::language))
                        .toList());
        return languages;
    }

    private static Locale language(Resource file) {
        String name = Objects.requireNonNull(file.getFilename());
        String tag = name.substring("messages_".length(), name.length() - ".properties".length());
        return Locale.forLanguageTag(tag.replace('_', '-'));
    }
}
