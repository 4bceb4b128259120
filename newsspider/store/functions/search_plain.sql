-- Without accents, as most people type: Mbappé is found by mbappe.
create or replace function search_plain(value text) returns text language sql immutable parallel safe as $$
    select case
        when value ~ '[\u00c0-\u017f\u0300-\u0328]' then translate(
            value,
            'àáâãäåāăąçćčďèéêëēėęěğìíîïīıłñńňòóôõöøōőřśşšťùúûüūůűųýÿźżž'
            || 'ÀÁÂÃÄÅĀĂĄÇĆČĎÈÉÊËĒĖĘĚĞÌÍÎÏĪİŁÑŃŇÒÓÔÕÖØŌŐŘŚŞŠŤÙÚÛÜŪŮŰŲÝŸŹŻŽ'
            || U&'\0300\0301\0302\0303\0304\0306\0307\0308\030A\030B\030C\0327\0328',
            'aaaaaaaaacccdeeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuuyyzzz'
            || 'AAAAAAAAACCCDEEEEEEEEGIIIIIILNNNOOOOOOOORSSSTUUUUUUUUYYZZZ'
        )
        else value
    end
$$;
