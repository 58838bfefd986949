package io.rekey.identity.device;

import org.jspecify.annotations.Nullable;

/**
 * A trusted device that stands in for the second factor of one sign-in.
 *
 * @param provider the provider that vouched for the browser when it was trusted
 * @param newToken the cookie's next value and lifetime; absent while a parallel tab has just been given it
 */
public record VouchingDevice(
        String id, String provider, @Nullable DeviceToken newToken) {

    @Override
    public String toString() {
        return "VouchingDevice[id=" + id + "]";
    }
}
