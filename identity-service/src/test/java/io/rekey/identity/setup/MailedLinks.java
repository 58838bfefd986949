package io.rekey.identity.setup;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.util.List;
import java.util.Map;

/** People whose link was mailed, and how far they have come with it. */
abstract class MailedLinks extends RunningIdentity {

    static final String LINK = "__Host-rekey-link";

    Person resetUser() {
        Person marta = user();
        resetBySomebody(marta);
        return marta;
    }

    PageBrowser opened(Person person) {
        return new PageBrowser(browser(), "/set-up/" + mailedLink(person));
    }

    PageBrowser chosen(Person person) {
        return opened(person).go("/set-up/password").submit(Map.of("password", People.PASSWORD));
    }

    PageBrowser withKey(Person person) {
        return chosen(person).submit(Map.of("provider", "google"));
    }

    List<String> throughToCodes(Person person) {
        return codes(withKey(person).submit(Map.of("code", MfaStandIn.FIRST_CODE)));
    }

    static List<String> codes(PageBrowser at) {
        return at.page().select(".rk-codes li").eachText();
    }

    String invitation(Person invited) {
        String address = ticket(invited, "invitation", 1, 0).string("link");
        return address.substring((ORIGIN + "/set-up/").length());
    }

    static Browser.Answer html(Browser browser, String method, String path) {
        return browser.send(method, path, null, Map.of("Accept", "text/html"));
    }

    static Browser.Answer sent(PageBrowser at, String body, Map<String, String> from) {
        Map<String, String> headers = new java.util.HashMap<>(from);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "text/html");
        return at.browser().send("POST", "/set-up/password", body, headers);
    }
}
