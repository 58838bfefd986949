package io.rekey.identity.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rekey.identity.problem.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.springframework.http.HttpStatus;

/** A request whose body was read wholly, and can be read once more. */
final class ReadRequest extends HttpServletRequestWrapper {

    private static final int MAX = 1024 * 1024;

    private final byte[] body;

    private ReadRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** @throws Problem 413 {@code too-large} above 1 MiB (R88) */
    static ReadRequest of(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MAX + 1);
        if (body.length > MAX) {
            throw tooLarge();
        }
        return new ReadRequest(request, body);
    }

    byte[] body() {
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? UTF_8 : Charset.forName(encoding, UTF_8);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static Problem tooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "The body is larger than 1 MiB. Send less at a time.");
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("it is all there: just read");
        }
    }
}
