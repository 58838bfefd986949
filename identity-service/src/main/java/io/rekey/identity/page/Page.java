package io.rekey.identity.page;

import io.rekey.identity.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What a page controller answers with. Templates lie beside their feature: {@code setup/start} is in its package's folder. */
public final class Page {

    private Page() {}

    public static ModelAndView of(String template) {
        return new ModelAndView(template);
    }

    /** The page again, with what was refused and why. The status is the API's. */
    public static ModelAndView refused(ModelAndView page, Problem refusal) {
        page.setStatus(refusal.getStatusCode());
        return page.addObject("refusal", Refusal.of(refusal));
    }

    /** Go and look there (303): what is asked for by reloading or going back is then never a form again. */
    public static ModelAndView seeOther(String path) {
        RedirectView there = new RedirectView(path, false, false, false); // as it stands: no host, no attributes
        there.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(there);
    }

    /**
     * A refusal as pages show it.
     *
     * @param type under it, a language may have its own sentence
     * @param sentence shown where the language has none
     */
    public record Refusal(String type, String sentence) {

        static Refusal of(Problem problem) {
            return new Refusal(problem.type(), problem.sentence());
        }
    }
}
