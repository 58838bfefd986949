package io.rekey.serviceauth;

import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.io.Deserializer;
import io.jsonwebtoken.io.SerializationException;
import io.jsonwebtoken.io.Serializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON for JWTs through Jackson 3: jjwt's own adapter would bring Jackson 2 into our code. */
public final class JwtJson implements Serializer<Map<String, ?>>, Deserializer<Map<String, ?>> {

    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};
    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // two readers must not read two meanings
                    .build())
            .build();

    @Override
    @Deprecated // the interface still asks for it
    public byte[] serialize(Map<String, ?> claims) {
        return mapper.writeValueAsBytes(claims);
    }

    @Override
    public void serialize(Map<String, ?> claims, OutputStream out) {
        try (out) {
            out.write(mapper.writeValueAsBytes(claims));
        } catch (IOException e) {
            throw new SerializationException("claims not written", e);
        }
    }

    @Override
    @Deprecated // the interface still asks for it
    public Map<String, ?> deserialize(byte[] bytes) {
        return read(bytes);
    }

    @Override
    public Map<String, ?> deserialize(Reader reader) {
        try (reader) {
            return mapper.readValue(reader, CLAIMS);
        } catch (JacksonException | IOException e) {
            throw new DeserializationException("not JSON", e);
        }
    }

    private Map<String, Object> read(byte[] bytes) {
        try {
            return mapper.readValue(bytes, CLAIMS);
        } catch (JacksonException e) {
            throw new DeserializationException("not JSON", e);
        }
    }
}
