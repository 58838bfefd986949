package io.rekey.mfa.factor.totp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How authenticator apps are checked.
 *
 * @param acceptNextStep also take the code of the next step (R2); off unless phones are known to run ahead
 */
@ConfigurationProperties("rekey.mfa.totp")
record TotpProperties(@DefaultValue("false") boolean acceptNextStep) {}
