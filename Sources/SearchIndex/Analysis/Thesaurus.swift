// Words that mean much the same in a help centre, by language.

/// The groups of words that every help centre needs; `synonyms.yaml` adds a site's own.
enum Thesaurus {
    /// The groups of a language; none where nobody has written them down.
    static func of(language: String) -> [SynonymGroup] {
        let groups = lists[String(language.prefix { $0 != "-" })] ?? ""
        return groups.split(separator: "\n").compactMap { line in
            let sides = line.split(separator: ">", maxSplits: 1).map { side in
                side.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
            }
            guard sides.count == 2 else { return sides.first.map { SynonymGroup(equal: $0) } }
            return SynonymGroup(words: sides[0], meaning: sides[1])
        }
    }

    /// A group a line: words that mean the same, or words, `>`, and what they may mean.
    private static let lists = [
        "en": """
        account, profile, login
        sign in, log in, login, log on, logon, signin
        sign out, log out, logout, log off, signout
        sign up, register, create an account, join, enroll, registration
        password, passcode, passphrase
        forgot, forgotten, lost > reset, recover, recovery
        locked out, get back in > recover, recovery, access, reset
        authenticator, two factor, 2fa, two step > 2 step verification, verification, authentication
        username, user name, nickname, handle
        email, e-mail, mail
        delete, remove, erase, wipe, clear, get rid of
        close my account, deactivate, terminate > delete, cancel
        cancel, stop, end, terminate, discontinue
        unsubscribe, opt out
        change, modify, edit, update, switch, alter, adjust
        rename, change the name
        add, insert, include
        create, make, new, generate, build
        choose, select, pick
        turn on, enable, activate, switch on
        turn off, disable, deactivate, switch off, shut off
        allow, permit, enable, authorize
        forbid, block, prevent, restrict, ban
        approve, accept, confirm, consent
        permission, access, rights, privilege, consent
        undo, revert, restore, roll back, reverse
        save, store, keep, export
        back up, backup, archive
        copy, duplicate, clone
        share, invite, collaborate
        colleague, coworker, teammate, member, team, collaborator
        workspace, space, team, organization
        send, transmit, deliver, submit
        receive, get, arrive
        download, get, fetch
        upload, transfer, send, import
        load > import, upload
        install, set up, setup, installation, add
        uninstall, remove, deinstall
        upgrade, update, newer version
        downgrade, go back to, older version
        configure, set up, setup, settings, configuration, preferences, options
        start, launch, open, run, boot, begin
        restart, reboot, reset
        quit, exit, close
        crash, freeze, hang, froze, crashed, frozen
        broken, defective, faulty, damaged, dead, not working
        fail, fails, failed, failure, error, unsuccessful
        problem, issue, trouble, error
        bug, defect, error
        fix, repair, solve, resolve, troubleshoot, mend
        slow, sluggish, lag, takes long > performance, speed, improve, time
        faster, speed up, quicker, quick > speed, performance, improve, reduce, time
        bigger, larger, enlarge, increase > size, zoom, scale
        smaller, shrink, decrease, reduce > size
        letters, font, text, characters, lettering
        gibberish, garbled, scrambled, unreadable, garbage > random, characters, encoding
        blank, white, empty
        screen, display, monitor, lcd
        picture, image, photo, screenshot, photograph
        film, movie, clip, video
        sound, audio, volume, speaker
        colour, color
        dark mode, night mode, theme, appearance
        phone, mobile, smartphone, cellphone, iphone, android, cell phone
        app, application, program, software
        computer, pc, laptop, desktop, machine
        mac, macos, apple, osx
        ipad, iphone, ios, apple
        tablet, ipad
        website, site, web page, webpage
        link, url, hyperlink, address
        browser, chrome, firefox, safari
        file, document
        folder, directory
        spreadsheet, excel, csv, table > spreadsheet, excel, csv, export, download, data
        readings, measurements, values, data, samples
        history, historical, log, past
        program, sketch, code, script
        programming, coding, code
        compile, compilation, build, verify
        function, method, procedure
        library, package, module
        online, web, cloud
        offline, disconnected, not connected
        connect, attach, plug in, link, wire, hook up, wire up, wiring
        disconnect, unplug, detach
        wifi, wi-fi, wireless, wlan
        internet, network, connection, online
        firewall, proxy > firewall, whitelist, network, block
        blocked, blocks > whitelist, allow, firewall
        port, interface, socket
        in use, busy, occupied, another program > process, blocking
        denied, refused, forbidden, rejected > denied, permission, access
        detect, detected, recognize, recognise, identify, find
        tell apart, distinguish, recognise, spot, identify, tell if
        device, board, unit, hardware, gadget
        microcontroller, mcu, chip, board, processor
        computer board, circuit board, board
        led, light, lamp, indicator
        light up, glow, lit, come on > turn on, led
        blink, blinking, flash, flashing
        battery, power, rechargeable
        charger, adapter, power supply, power adapter
        plug, jack, connector, socket
        current, consumption, draw, power
        idle, sleep, standby > sleep, low power, consumption
        noise, clicking, buzzing, sound
        hot, overheating, heat, warm > temperature, heat
        cold, heat, winter, summer, freezing > temperature
        temperature, thermometer, temp
        clean, wash, wipe, cleaning
        memory, ram, flash, storage, space
        too big, too large, does not fit, out of space > size, memory, reduce
        fit > size
        large, big, huge
        size, dimension, capacity
        limit, maximum, quota, restriction, how many
        name, title, label
        buy, purchase, order, get, acquire
        sell, sale, offer
        shop, store
        cart, basket
        parcel, package, delivery, shipment, order, packet
        ship, shipping, deliver, delivery, dispatch, send out
        arrive, arrived, arrives, come > delivery, receive, received
        track, tracking, where is
        goods, item, product, merchandise, article
        send back, return, give back, exchange
        refund, money back, reimbursement, reimburse, get my money > refund, return, money
        money, payment, funds, cash
        give money, contribute > donate, donation
        donate, donation, contribute
        pay, payment, checkout, charge
        charge, fee, cost, price, billing
        price, cost, pricing, fee, how much
        expensive, cheap > price, cost
        currency, dollars, euros, pounds
        invoice, receipt, bill
        discount, coupon, voucher, promo code, reduction
        free, no cost, without paying > free, plan
        tier, plan, subscription, package
        tax, vat, sales tax
        tax free, tax exempt, without tax, vat free > tax, exempt
        company, business, organization, enterprise, firm
        customer, client, buyer
        card, credit card, debit card > card, payment method
        paypal, credit card > payment methods
        subscription, plan, membership
        renew, renewal, extend, prolong
        expire, expired, ran out, run out, lapsed, expiration
        licence, license, key, activation
        code, activation code, key, serial number
        redeem, activate, claim
        warranty, guarantee
        sold out, out of stock, unavailable > stock, available, availability
        back in stock, in stock > available, stock
        preorder, pre order, not released, release date
        available, availability, exist
        stuff, things, belongings > data, files, content
        lose, losing, lost, missing, gone, disappeared, vanished
        missing, not there, absent, lacking
        never arrived, did not arrive, not come, not arrived > not received, delivery
        tell me, let me know, inform, alert > notification, notify
        notification, notify, alert, reminder
        newsletter, mailing list
        spam, junk
        inbox, mailbox
        message, mail, email, text
        chat, conversation, talk
        call, phone, ring
        contact, reach, get in touch, support, talk to someone, human
        help, support, assistance
        complaint, complain, report
        kid, kids, child, children, minor, minors, son, daughter, underage
        parent, guardian, mother, father
        school, classroom, class, education, teacher
        student, pupil, learner
        test, exam, quiz, assessment, examination
        course, lesson, tutorial, training, class
        certificate, certification, diploma
        passed, pass, succeed
        country, region, location, live in
        language, translation, translate
        time zone, timezone, clock
        date, day, calendar
        schedule, plan, timetable, appointment
        meeting, appointment, conference, booking
        booking, reservation, reserve, book
        room, resource
        assistant, delegate, deputy, secretary
        fake, counterfeit, knockoff, imitation, forged, pirated, clone
        genuine, original, authentic, real, legit
        safe, secure, security
        hacked, compromised, stolen, breach > security, compromised
        privacy, personal data, gdpr
        virus, malware
        warning, caution, alert
        difference, compare, comparison, versus, vs, differ, worth
        better, best, recommended
        compatible, supported, work with, works with, compatibility
        old, older, legacy, previous, outdated, former
        new, newer, latest, recent, current
        twice, two times, double, duplicated, repeated
        part, component, piece, spare
        resistor, ohm
        wire, cable, cord, lead
        screen size, resolution
        measure, measurement, reading
        show, display, view, see, print
        hide, conceal, invisible
        appear, show up, display, visible
        search, find, look for, locate, look up
        list, overview, summary
        page, article, document
        columns, fields
        customize, personalize, customise, personalise, tailor
        write, type, enter
        input, entry
        output, result
        number, digit, figure
        zero, 0, zeroes
        wrong, incorrect, invalid, false, bad
        right, correct, valid, proper
        unknown, undefined, undeclared, unrecognized, unidentified
        complain, complaining > warning, error
        ignore, suppress, silence, hide, skip
        stop complaining > disable, suppress, warning
        loop, iterate, for each, repeat
        element, item, entry, member
        wear down, lose value, write down > depreciation, depreciate
        count, counting, tally > count, inventory
        stock, inventory, supply
        match > reconcile, compare
        statement, account statement > reconcile, bank
        customer, vendor, supplier > contact
        ship to customers, hand out, give to users > deploy, redistribute, distribution
        what happened, trace, follow > trace, log, track
        automatically, by itself, auto, automatic
        disclaimer, footer, signature
        outgoing, sent
        rule, policy
        speed up builds, build faster > compile, time
        compile time, build time
        """
    ]
}
