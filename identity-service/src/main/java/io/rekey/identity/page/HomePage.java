package io.rekey.identity.page;

import io.rekey.identity.access.AllowEverybody;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What somebody finds who opens the bare address. */
@Controller
class HomePage {

    @AllowEverybody
    @GetMapping("/")
    ModelAndView home() {
        return Page.of("page/home");
    }
}
