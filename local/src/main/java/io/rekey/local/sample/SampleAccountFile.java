package io.rekey.local.sample;

import io.rekey.local.run.OwnerOnly;
import io.rekey.local.run.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code sample-accounts.json} in the data folder: for its owner's eyes only. */
final class SampleAccountFile {

    private static final String NAME = "sample-accounts.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Map<String, SampleAccount> accounts = new LinkedHashMap<>();

    private SampleAccountFile(Path file) {
        this.file = file;
    }

    static SampleAccountFile in(Path folder) throws PlatformException {
        SampleAccountFile opened = new SampleAccountFile(folder.resolve(NAME));
        try {
            if (Files.exists(opened.file)) {
                JSON.readValue(Files.readString(opened.file), new TypeReference<List<SampleAccount>>() {})
                        .forEach(account -> opened.accounts.put(account.username(), account));
            }
            return opened;
        } catch (IOException | JacksonException e) {
            throw new PlatformException("The sample accounts in " + opened.file + " cannot be read.", e);
        }
    }

    Optional<SampleAccount> find(String username) {
        return Optional.ofNullable(accounts.get(username));
    }

    List<SampleAccount> all() {
        return List.copyOf(accounts.values());
    }

    /** Kept when this returns, also if the process dies then. */
    void put(SampleAccount account) throws PlatformException {
        accounts.put(account.username(), account);
        Path draft = file.resolveSibling(NAME + ".new");
        try {
            OwnerOnly.write(draft, JSON.writeValueAsString(all()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PlatformException("The sample accounts in " + file + " cannot be written.", e);
        }
    }

    Path path() {
        return file;
    }
}
