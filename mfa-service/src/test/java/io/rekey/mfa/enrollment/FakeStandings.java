package io.rekey.mfa.enrollment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.client.ResourceAccessException;

/** Identity-service as a test says it is; remembers what it was asked. */
public final class FakeStandings implements Standings {

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @Override
    public Answer standing(String userId, String enrollmentId) {
        if (away) {
            throw new ResourceAccessException("identity-service is away");
        }
        asked.add(enrollmentId);
        return new Answer(standings.getOrDefault(enrollmentId, Standing.NONE));
    }

    void put(String enrollmentId, Standing standing) {
        standings.put(enrollmentId, standing);
    }

    void goAway(boolean gone) {
        away = gone;
    }

    List<String> asked() {
        return asked;
    }
}
