package io.rekey.device.trusteddevice;

/**
 * A user's counter of resets, kept by identity-service. As the stamp of a device it says under which one the device was
 * trusted; as a fence it is the lowest stamp that is accepted.
 */
public record Epoch(long value) implements Comparable<Epoch> {

    /** Before any reset; also what an absent fence counts as. */
    public static final Epoch ZERO = new Epoch(0);

    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("an epoch is not negative");
        }
    }

    /** Whether a device with this stamp is refused by a fence. */
    public boolean isBelow(Epoch fence) {
        return value < fence.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }
}
