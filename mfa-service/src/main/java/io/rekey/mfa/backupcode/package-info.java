/** Backup codes: ten at a time, each good once and replaced at once, all dead after a reset of their level. */
@NullMarked
package io.rekey.mfa.backupcode;

import org.jspecify.annotations.NullMarked;
