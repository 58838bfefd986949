package io.rekey.cli.connection;

import io.jsonwebtoken.io.SerializationException;
import io.jsonwebtoken.io.Serializer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes an assertion's JSON with Jackson 3, which jjwt has no adapter for. */
final class AssertionJson implements Serializer<Map<String, ?>> {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Override
    @Deprecated // the interface still asks for it
    public byte[] serialize(Map<String, ?> claims) {
        return MAPPER.writeValueAsBytes(claims);
    }

    @Override
    public void serialize(Map<String, ?> claims, OutputStream out) {
        try (out) {
            out.write(MAPPER.writeValueAsBytes(claims));
        } catch (IOException e) {
            throw new SerializationException("assertion not written", e);
        }
    }
}
