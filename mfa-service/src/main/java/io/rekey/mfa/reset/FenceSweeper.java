package io.rekey.mfa.reset;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks through all users, page by page, and removes what lies below their own fence (I7). The guards of the writes leave
 * nothing for it to find; it is there for what a restored backup or a defect brings back.
 */
@Component
class FenceSweeper {

    private static final Logger log = LoggerFactory.getLogger(FenceSweeper.class);
    private static final int PAGE = 500;

    private final FencedUsers users;

    FenceSweeper(FencedUsers users) {
        this.users = users;
    }

    /** One round; while the database is away nothing happens, and the next round tries again. */
    @Scheduled(initialDelayString = "${rekey.mfa.sweep.interval}", fixedDelayString = "${rekey.mfa.sweep.interval}")
    void sweep() {
        try {
            List<FencedUser> page = users.after("", PAGE);
            while (!page.isEmpty()) {
                page.forEach(this::sweep);
                page = users.after(page.getLast().userId(), PAGE);
            }
        } catch (DataAccessException e) {
            log.info("fences not swept, trying again: {}", e.getClass().getSimpleName());
        }
    }

    private void sweep(FencedUser user) {
        List<VoidedRows> cells = user.belowFence();
        if (!cells.isEmpty()) {
            log.warn("rows below the fence removed, user {}", user.userId());
            users.remove(user, cells);
        }
    }
}
